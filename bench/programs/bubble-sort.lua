local numbers = {}

local function swap(i, j)
  local kept = numbers[i]
  numbers[i] = numbers[j]
  numbers[j] = kept
end

return function()
  local seed = 42
  local i = 0
  while i < 8000 do
    seed = (seed * 75 + 74) % 65537
    numbers[i] = seed
    i = i + 1
  end
  local last = 7999
  while last > 0 do
    i = 0
    while i < last do
      if numbers[i] > numbers[i + 1] then swap(i, i + 1) end
      i = i + 1
    end
    last = last - 1
  end
  return numbers[500]
end
