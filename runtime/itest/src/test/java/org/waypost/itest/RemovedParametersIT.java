package org.waypost.itest;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.WaypostContainer;

/** Parameters that Kamailio has removed are taken and warned of, with what to use instead. */
@ExtendWith(SharedContainer.class)
class RemovedParametersIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final WaypostContainer waypost;

    RemovedParametersIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @Test
    void aorAvpWarnsAndNamesItsReplacement() {
        warns("aor_avp", "uri");
    }

    @Test
    void regCallidAvpWarnsAndNamesItsReplacement() {
        warns("reg_callid_avp", "match_callid");
    }

    private void warns(String parameter, String replacement) {
        waypost.exec("cfg:set registrar " + parameter + " '$avp(x)'");
        WaypostContainer.await(
                "a warning that names " + replacement,
                SOON,
                () -> waypost.log()
                        .lines()
                        .anyMatch(line -> line.contains("WARN")
                                && line.contains(parameter)
                                && line.toLowerCase(java.util.Locale.ROOT).contains(replacement)));
        waypost.exec("cfg:set registrar " + parameter + " ''");
    }
}
