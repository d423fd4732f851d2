-- Runs what a request asks for and tells the results in the reply.
--
-- Each header X-Run of the request holds a Lua expression, or a pseudo-variable that begins with "$"; the reply has a header X-Got with
-- the value of each, in order. The request is answered 200 unless it has the header X-Reply: none, for when an expression answers it.
-- A request without X-Run takes the usual way.

-- For $du and the like: nil is told from "" and numbers from texts.
local function shown(value)
    if type(value) == "string" then
        return '"' .. value .. '"'
    end
    if type(value) == "number" then
        return string.format("%d", value)
    end
    return tostring(value)
end

-- The value of a pseudo-variable, for the arguments of functions.
function v(name)
    return KSR.pv.get(name)
end

-- Keeps a value for a later request to the same user.
function keep(value)
    KSR.htable.sht_sets("kept", KSR.pv.getw("$tU"), shown(value))
    return value
end

function kept()
    return KSR.htable.sht_get("kept", KSR.pv.getw("$tU"))
end

-- One line of every attribute of the contact at an index of a profile.
function contact(profile, index)
    local names = {
        "aor", "domain", "aorhash", "addr", "path", "received", "expires", "callid", "regid", "q", "cseq", "flags", "cflags",
        "user_agent", "socket", "modified", "methods", "count", "ruid", "instance", "conid", "server_id",
    }
    local line = ""
    for _, name in ipairs(names) do
        line = line .. name .. "=" .. shown(KSR.pv.get("$(ulc(" .. profile .. "=>" .. name .. ")[" .. index .. "])")) .. " "
    end
    return line
end

-- What a registration leaves of each contact of a user besides its times: a line in all.
function stored(user)
    if KSR.registrar.reg_fetch_contacts("location", "sip:" .. user .. "@waypost.test", "stored") < 0 then
        return "nothing"
    end
    local line = ""
    for i = 0, KSR.pv.get("$ulc(stored=>count)") - 1 do
        for _, name in ipairs({ "addr", "path", "received", "instance", "regid", "flags", "cflags", "callid", "cseq" }) do
            line = line .. name .. "=" .. shown(KSR.pv.get("$(ulc(stored=>" .. name .. ")[" .. i .. "])")) .. " "
        end
    end
    return line
end

-- The temporary GRUU of a user's only contact; hash is that of the user's name (RFC 5627, as Kamailio makes them).
function temporary(user, hash)
    KSR.registrar.reg_fetch_contacts("location", "sip:" .. user .. "@waypost.test", "temporary")
    return "sip:" .. KSR.pv.get("$ulc(temporary=>ruid)") .. "-" .. hash .. "@waypost.test;gr"
end

-- Where a request would go after a lookup: its URI, destination, path, then the branches.
function target()
    local line = ""
    for _, name in ipairs({ "$ru", "$du", "$branch(count)" }) do
        line = line .. name .. "=" .. shown(KSR.pv.get(name)) .. " "
    end
    return line .. branches()
end

-- One line of all branches besides the target.
function branches()
    local line = ""
    for i = 0, (KSR.pv.get("$(branch(count))") or 0) - 1 do
        for _, name in ipairs({ "uri", "dst_uri", "path", "q", "send_socket", "flags", "ruid", "location_ua" }) do
            line = line .. name .. "=" .. shown(KSR.pv.get("$(branch(" .. name .. ")[" .. i .. "])")) .. " "
        end
    end
    return line
end

local function result(expression)
    if string.sub(expression, 1, 1) == "$" then
        return shown(KSR.pv.get(expression))
    end
    return shown(assert((loadstring or load)("return " .. expression))())
end

local function usual()
    if KSR.is_REGISTER() then
        KSR.registrar.save("location", 0)
        return
    end
    if KSR.registrar.lookup("location") < 0 then
        KSR.sl.sl_send_reply(404, "Not Found")
        return
    end
    KSR.tm.t_relay()
end

function ksr_request_route()
    local index = 0
    local expression = KSR.pv.get("$(hdr(X-Run)[0])")
    if expression == nil then
        usual()
        return 1
    end
    while expression ~= nil do
        KSR.hdr.append_to_reply("X-Got: " .. expression .. " -> " .. result(expression) .. "\r\n")
        index = index + 1
        expression = KSR.pv.get("$(hdr(X-Run)[" .. index .. "])")
    end
    if KSR.pv.get("$hdr(X-Reply)") == nil then
        KSR.sl.sl_send_reply(200, "Done")
    end
    return 1
end

-- Goes on with a request that was stopped.
function resumed()
    local kind = KSR.tmx.t_is_failure_route() .. " " .. KSR.tm.t_get_status_code() .. " " .. tostring(KSR.isflagset(3))
    KSR.tm.t_reply(404, "Resumed " .. kind)
end

-- Keeps what was known of an expired contact, for a request of the same user.
function ksr_registrar_event(event)
    KSR.htable.sht_sets("kept", KSR.pv.getw("$ulc(exp=>aor)"), event .. ": " .. contact("exp", 0))
    return 1
end
