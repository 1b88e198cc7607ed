return function()
  local sum = 0
  local i = 0
  while i < 150000000 do
    sum = i - sum
    i = i + 1
  end
  return sum
end
