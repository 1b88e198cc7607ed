-- Runs a benchmark program and prints its result and the seconds of the last run; those before it let a JIT compile.
-- All numbers of LuaJIT are doubles and it knows no //; where no remainder is left, / is the same there.
local file = assert(io.open(arg[1]))
local text = file:read("*a")
file:close()
if jit then text = text:gsub("//", "/") end
local program = assert((loadstring or load)(text, arg[1]))()
local seconds, result
for _ = 1, tonumber(arg[2]) do
  local start = os.clock()
  result = program()
  seconds = os.clock() - start
end
print(string.format("%d %.9f", result, seconds))
