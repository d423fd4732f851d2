-- A small SIP server for one domain: what it takes to register phones, some of them behind NATs, and to make them ring.
--
-- Waypost runs it with  cfg:set kemi script /path/to/basic.lua ; Kamailio with  modparam("app_lua", "load", ...)  and  cfgengine "lua".
-- Of the parameters it wants (both servers):
--     nathelper  received_avp      $avp(RECEIVED)
--     registrar  received_avp      $avp(RECEIVED)
--     usrloc     nat_bflag         6
--     registrar  method_filtering  1
--     htable     htable            banned=>size=8;autoexpire=300
-- It asks for passwords if the modules auth and auth_db are there (here:  cfg:set auth auth_modules 1  and a file of users), and goes on
-- without if not, which a line of the log says.

local TABLE = "location"
local NATED = 5 -- message flag: the sender is behind a NAT
local NATED_CONTACT = 6 -- branch flag, stored with a contact: usrloc's nat_bflag
local SCANNERS = { "friendly%-scanner", "sipvicious", "sipcli", "sundayddr" }

local function answer(code, reason)
    KSR.sl.sl_send_reply(code, reason)
    KSR.x.exit()
end

local function peer()
    return KSR.kx.get_srcip() .. ":" .. KSR.kx.get_srcport()
end

-- What does not deserve more work than this.
local function check()
    KSR.force_rport()
    if not KSR.is_myself_srcip() then
        local address = KSR.kx.get_srcip()
        if KSR.htable.sht_match_name("banned", "eq", address) > 0 then
            KSR.x.exit()
        end
        if KSR.pike.pike_check_req() < 0 then
            KSR.err("too many requests from " .. peer() .. "\n")
            KSR.htable.sht_seti("banned", address, 1)
            KSR.x.exit()
        end
    end
    local agent = KSR.kx.gete_ua()
    for _, pattern in ipairs(SCANNERS) do
        if string.find(agent, pattern) then
            KSR.x.exit()
        end
    end
    if KSR.maxfwd.process_maxfwd(10) < 0 then
        answer(483, "Too Many Hops")
    end
    if KSR.sanity.sanity_check(17895, 7) < 0 then
        KSR.err("malformed request from " .. peer() .. "\n")
        KSR.x.exit()
    end
    if KSR.is_OPTIONS() and KSR.is_myself_ruri() and KSR.corex.has_ruri_user() < 0 then
        answer(200, "OK")
    end
end

-- Remembers where a phone behind a NAT can be reached: in the location table, or in its own Contact.
local function look_for_nat()
    if KSR.nathelper.nat_uac_test(19) < 0 then
        return
    end
    KSR.setflag(NATED)
    if KSR.is_REGISTER() then
        KSR.nathelper.fix_nated_register()
    elseif KSR.siputils.is_first_hop() > 0 then
        KSR.nathelper.set_contact_alias()
    end
end

local function relay()
    if KSR.is_method_in("ISU") then
        KSR.tm.t_on_reply("basic_reply")
    end
    if KSR.is_INVITE() then
        KSR.tm.t_on_branch("basic_branch")
        KSR.tm.t_on_failure("basic_failure")
    end
    if KSR.tm.t_relay() < 0 then
        KSR.sl.sl_reply_error()
    end
    KSR.x.exit()
end

local function find()
    local found = KSR.registrar.lookup(TABLE)
    if found == -2 then
        answer(405, "Method Not Allowed")
    elseif found < 0 then
        answer(404, "Not Found")
    end
end

local function in_dialog()
    if KSR.siputils.has_totag() < 0 then
        return
    end
    if KSR.rr.loose_route() > 0 then
        if KSR.rr.check_route_param("nat=yes") > 0 then
            KSR.setbflag(NATED_CONTACT)
        end
        if KSR.siputils.is_gruu() > 0 and KSR.is_myself_ruri() then
            find() -- RFC 5627 6.1: the Contact of a phone may be its GRUU
        elseif not KSR.isdsturiset() then
            KSR.nathelper.handle_ruri_alias()
        end
        if KSR.is_NOTIFY() then
            KSR.rr.record_route() -- RFC 6665 4.3
        end
        relay()
    end
    if KSR.is_ACK() then
        if KSR.tm.t_check_trans() > 0 then
            relay()
        end
        KSR.x.exit()
    end
    answer(404, "Not Here")
end

-- Who registers or calls as somebody of this domain proves it; the others may call those of this domain only.
local function authenticate()
    if not KSR.auth or not KSR.auth_db then
        return
    end
    local registers = KSR.is_REGISTER()
    if not registers and not KSR.is_myself_furi() then
        return
    end
    local realm = registers and KSR.kx.gete_thost() or KSR.kx.gete_fhost()
    if KSR.auth_db.auth_check(realm, "subscriber", 1) < 0 then
        KSR.auth.auth_challenge(realm, 0)
        KSR.x.exit()
    end
    if not registers then
        KSR.auth.consume_credentials() -- the next server has no use for them
    end
end

local function register()
    if KSR.isflagset(NATED) then
        KSR.setbflag(NATED_CONTACT)
    end
    if KSR.registrar.save(TABLE, 0) < 0 then
        KSR.sl.sl_reply_error()
    end
    KSR.x.exit()
end

local function ring()
    if KSR.corex.has_ruri_user() < 0 then
        answer(484, "Address Incomplete")
    end
    find()
    relay()
end

function ksr_request_route()
    check()
    look_for_nat()
    if KSR.is_CANCEL() then
        if KSR.tm.t_check_trans() > 0 then
            relay()
        end
        return 1
    end
    if not KSR.is_ACK() and KSR.tmx.t_precheck_trans() > 0 then
        KSR.tm.t_check_trans() -- a retransmission: what was answered is answered again
        return 1
    end
    in_dialog()
    authenticate()
    KSR.hdr.remove("Route")
    if KSR.is_method_in("IS") then
        KSR.rr.record_route()
    end
    if KSR.is_REGISTER() then
        register()
    end
    if not KSR.is_myself_ruri() then
        answer(403, "Not Relaying")
    end
    ring()
    return 1
end

-- What comes later within this dialog is told by its Route that one of the two is behind a NAT.
function basic_branch()
    if KSR.siputils.has_totag() < 0 and (KSR.isflagset(NATED) or KSR.isbflagset(NATED_CONTACT)) then
        KSR.rr.add_rr_param(";nat=yes")
    end
    KSR.dbg("branch " .. KSR.pv.getw("$T_branch_idx") .. " goes to " .. KSR.kx.get_ruri() .. "\n")
    return 1
end

function basic_reply()
    local status = KSR.kx.get_status()
    if status > 100 and status < 299 and KSR.isbflagset(NATED_CONTACT) then
        KSR.nathelper.set_contact_alias()
    end
    return 1
end

function basic_failure()
    if KSR.tm.t_is_canceled() < 0 and KSR.tm.t_check_status("486|408") > 0 then
        KSR.info("nobody answered " .. KSR.pv.getw("$ou") .. "\n")
    end
    return 1
end

function ksr_reply_route()
    KSR.dbg("reply " .. KSR.kx.get_status() .. " from " .. peer() .. "\n")
    return 1
end
