-- Runs the operations of one case for the request in hand and writes what came out; see record.

local function lines(path)
  local all = {}
  for line in io.open(path):lines() do
    all[#all + 1] = line
  end
  return all
end

local function plain(text)
  return (text:gsub("\\x(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

-- what is not printable ASCII, and the backslash, as \\xHH
local function shown(value)
  if value == nil then
    return "-\t"
  end
  if type(value) == "number" then
    return "N\t" .. string.format("%d", value)
  end
  return "T\t" .. value:gsub("\\", "\\x5c"):gsub("[^ -~]", function(c)
    return string.format("\\x%02x", c:byte())
  end)
end

local function run(operation, spec, value)
  if operation == "sets" then
    KSR.pv.sets(spec, plain(value))
  elseif operation == "seti" then
    KSR.pv.seti(spec, tonumber(value))
  elseif operation == "unset" then
    KSR.pv.unset(spec)
  elseif operation == "eval" then
    KSR.pv.unset("$avp(evaluated)")
    KSR.pvx.evalx("$avp(evaluated)", spec)
    return shown(KSR.pv.get("$avp(evaluated)"))
  else
    return shown(KSR.pv.get(spec))
  end
end

function ksr_request_route()
  local folder = os.getenv("RECORD_FOLDER")
  local out = io.open(folder .. "/out", "w")
  for _, line in ipairs(lines(folder .. "/case")) do
    local operation, spec, value = line:match("^(%S+)\t([^\t]*)\t?(.*)$")
    local result = run(operation, plain(spec), value)
    if result then
      out:write(operation, "\t", spec, "\t", result, "\n")
    else
      out:write(operation, "\t", spec, "\t", value, "\n")
    end
    out:flush()
  end
  out:write("done\n")
  out:close()
end
