local function steps(n)
  local count = 0
  while n ~= 1 do
    if n % 2 == 0 then
      n = n // 2
    else
      n = 3 * n + 1
    end
    count = count + 1
  end
  return count
end

return function()
  local best = 1
  local longest = 0
  local n = 1
  while n < 300000 do
    local length = steps(n)
    if length > longest then
      longest = length
      best = n
    end
    n = n + 1
  end
  return best
end
