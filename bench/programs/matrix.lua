local left, right, product = {}, {}, {}

return function()
  local i = 0
  while i < 136900 do
    left[i] = i % 17
    right[i] = i % 23
    i = i + 1
  end
  local row = 0
  while row < 370 do
    local column = 0
    while column < 370 do
      local sum = 0
      local k = 0
      while k < 370 do
        sum = sum + left[row * 370 + k] * right[k * 370 + column]
        k = k + 1
      end
      product[row * 370 + column] = sum
      column = column + 1
    end
    row = row + 1
  end
  return product[4242]
end
