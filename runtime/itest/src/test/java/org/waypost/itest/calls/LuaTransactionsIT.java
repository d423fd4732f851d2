package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.itest.phone.Call;
import org.waypost.itest.phone.Phone;
import org.waypost.itest.phone.PhoneServer;
import org.waypost.itest.phone.SharedPhoneServer;

/** Calls that a script in Lua holds on to: one waits for its phone to come, one goes on elsewhere when a phone refuses. */
@ExtendWith(SharedPhoneServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LuaTransactionsIT {

    private static final String SCRIPT = """
            -- A phone has registered: the call that waits for it goes on.
            local function arrived(user)
                local index = KSR.htable.sht_get("waiting", user .. "-index")
                if index ~= nil then
                    KSR.tmx.t_continue(index, KSR.htable.sht_get("waiting", user .. "-label"), "ring")
                end
            end

            function ksr_request_route()
                if KSR.is_REGISTER() then
                    KSR.registrar.save("location", 0)
                    arrived(KSR.pv.get("$tU"))
                    return 1
                end
                if KSR.siputils.has_totag() > 0 then
                    KSR.rr.loose_route()
                    KSR.tm.t_relay()
                    return 1
                end
                KSR.rr.record_route()
                if KSR.registrar.lookup("location") > 0 then
                    KSR.tm.t_on_branch_failure("one_failed")
                    KSR.tm.t_relay()
                elseif KSR.tmx.t_suspend() > 0 then
                    KSR.htable.sht_seti("waiting", KSR.pv.get("$rU") .. "-index", KSR.pv.get("$T(id_index)"))
                    KSR.htable.sht_seti("waiting", KSR.pv.get("$rU") .. "-label", KSR.pv.get("$T(id_label)"))
                    KSR.tm.t_reply(182, "Queued")
                end
                return 1
            end

            function ring()
                KSR.registrar.lookup("location")
                KSR.tm.t_relay()
                return 1
            end

            -- The phone of whoever has the same name and "-deputy".
            function one_failed()
                local deputy = "sip:" .. KSR.pv.get("$tU") .. "-deputy@" .. KSR.pv.get("$td")
                if KSR.tm.t_check_status("486") > 0 and KSR.registrar.reg_fetch_contacts("location", deputy, "deputy") > 0 then
                    KSR.corex.append_branch_uri(KSR.pv.get("$ulc(deputy=>addr)"))
                    KSR.tm.t_relay()
                end
                return 1
            end
            """;

    private final PhoneServer server;

    LuaTransactionsIT(PhoneServer server) {
        this.server = server;
    }

    @BeforeAll
    void useTheScript(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("transactions.lua"), SCRIPT);
        server.waypost().exec("cfg:set htable htable 'waiting=>size=4';cfg:set kemi script '" + script + "'");
    }

    @AfterAll
    void leaveTheScript() {
        server.waypost().exec("cfg:reset kemi script;cfg:reset htable htable");
    }

    @Test
    void aCallWaitsForItsPhone() {
        try (Phone anna = server.phone("udp", "anna")) {
            String late = "late-" + anna.user();
            Call call = anna.call(late).awaitRinging();
            try (Phone bob = server.device("tcp", late)) {
                Call atBob = bob.awaitCall().answer();
                call.awaitEstablished().hangUp();
                assertThat(atBob.awaitEnd()).isEqualTo("BYE");
            }
        }
    }

    @Test
    void aCallerWhoHangsUpWaitsNoLonger() {
        try (Phone anna = server.phone("udp", "anna")) {
            Call call = anna.call("never-" + anna.user()).awaitRinging();
            call.cancel();
            assertThat(call.awaitEnd()).startsWith("487");
        }
    }

    @Test
    void aCallThatIsRefusedGoesOnAtAnotherPhone() {
        try (Phone anna = server.phone("udp", "anna");
                Phone chief = server.phone("udp", "chief");
                Phone deputy = server.device("udp", chief.user() + "-deputy")) {
            Call call = anna.call(chief.user());
            chief.awaitCall().refuse("486 Busy Here");
            Call atDeputy = deputy.awaitCall();
            atDeputy.answer();
            call.awaitEstablished();
            atDeputy.hangUp();
            assertThat(call.awaitEnd()).isEqualTo("BYE");
        }
    }
}
