-- The route of the side-by-side runs with --route lua, for Waypost and Kamailio alike: what the route in kamailio.cfg does.

function ksr_request_route()
    if KSR.maxfwd.process_maxfwd(10) < 0 then
        KSR.sl.sl_send_reply(483, "Too Many Hops")
        return 1
    end
    if KSR.sanity.sanity_check(1511, 7) < 0 then
        return 1
    end
    if KSR.is_REGISTER() then
        KSR.registrar.save("location", 0)
        return 1
    end
    if KSR.is_OPTIONS() and KSR.corex.has_ruri_user() < 0 then
        KSR.sl.sl_send_reply(200, "OK")
        return 1
    end
    if KSR.is_CANCEL() then
        if KSR.tm.t_check_trans() > 0 then
            KSR.tm.t_relay()
        end
        return 1
    end
    if KSR.siputils.has_totag() > 0 and KSR.rr.loose_route() > 0 then
        KSR.tm.t_relay()
        return 1
    end
    if KSR.is_INVITE() then
        KSR.rr.record_route()
    end
    if KSR.registrar.lookup("location") < 0 then
        KSR.sl.sl_send_reply(404, "Not Found")
        return 1
    end
    KSR.tm.t_relay()
    return 1
end
