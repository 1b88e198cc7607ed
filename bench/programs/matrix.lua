local left, right, product = {}, {}, {}

return function()
  local i = 0
  while i < 25600 do
    left[i] = i % 17
    right[i] = i % 23
    i = i + 1
  end
  local row = 0
  while row < 160 do
    local column = 0
    while column < 160 do
      local sum = 0
      local k = 0
      while k < 160 do
        sum = sum + left[row * 160 + k] * right[k * 160 + column]
        k = k + 1
      end
      product[row * 160 + column] = sum
      column = column + 1
    end
    row = row + 1
  end
  return product[4242]
end
