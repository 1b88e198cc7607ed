local composite = {}

local function mark(prime)
  local multiple = prime * prime
  while multiple < 8000000 do
    composite[multiple] = 1
    multiple = multiple + prime
  end
end

return function()
  for i = 0, 7999999 do composite[i] = 0 end
  local count = 0
  local candidate = 2
  while candidate < 8000000 do
    if composite[candidate] == 0 then
      count = count + 1
      mark(candidate)
    end
    candidate = candidate + 1
  end
  return count
end
