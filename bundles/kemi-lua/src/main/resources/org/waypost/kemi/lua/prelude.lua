-- Runs in each new state before the script. What the engine offers comes as arguments; the two functions it needs go back as results.
local source, overdue, folder, most, steps = ...

local sethook, traceback, gsub, gmatch, loadstring, error = debug.sethook, debug.traceback, string.gsub, string.gmatch, loadstring, error

KSR = {}
KSRVERSION = "2.0"
java = nil

-- Cuts off what runs too long or grows too large. Once it does, each further instruction fails too, so that no pcall keeps going.
local function watch()
    if overdue() then
        overdue(traceback("", 2))
        sethook(watch, "", 1)
        error("cut off", 0)
    end
end
sethook(watch, "", steps)

local create, resume = coroutine.create, coroutine.resume

coroutine.create = function(body)
    local thread = create(body)
    sethook(thread, watch, "", steps)
    return thread
end

local function passed(alive, ...)
    if not alive then
        error((...), 0)
    end
    return ...
end

coroutine.wrap = function(body)
    local thread = coroutine.create(body)
    return function(...)
        return passed(resume(thread, ...))
    end
end

os.exit = function()
    error("os.exit would end the server; KSR.x.exit() ends the script", 2)
end

local rep = string.rep
string.rep = function(text, count)
    if #tostring(text) * (tonumber(count) or 0) > most then
        error("string.rep exceeds memory_limit", 2)
    end
    return rep(text, count)
end

-- Files are read through the engine: all states of one version see the same text, and a change of any of them is noticed.
loadfile = function(path)
    local text = source(path)
    if not text then
        return nil, "cannot read " .. tostring(path)
    end
    return loadstring(text, "@" .. path)
end

dofile = function(path)
    local body, why = loadfile(path)
    if not body then
        error(why, 0)
    end
    return body()
end

package.path = folder .. "/?.lua;" .. folder .. "/?/init.lua;" .. package.path
package.loaders[2] = function(name)
    local place, tried = gsub(name, "%.", "/"), ""
    for template in gmatch(package.path, "[^;]+") do
        local path = gsub(template, "%?", (gsub(place, "%%", "%%%%")))
        local text = source(path)
        if text then
            local body, why = loadstring(text, "@" .. path)
            if not body then
                error(why, 0)
            end
            return body
        end
        tried = tried .. "\n\tno file '" .. path .. "'"
    end
    return tried
end

-- Java hands over text in modified UTF-8: NUL and 128..255 are two octets each.
local single = { ["\192\128"] = "\0" }
for octet = 128, 255 do
    single[string.char(192 + math.floor(octet / 64), 128 + octet % 64)] = string.char(octet)
end

local function octets(text)
    return (gsub(text, "[\192\194\195][\128-\191]", single))
end

local function explain(failure)
    if failure == "~~ksr~exit~~" then
        return failure
    end
    if type(failure) ~= "string" then
        failure = "error object: " .. tostring(failure)
    end
    return traceback(failure, 2)
end

return octets, explain
