package org.waypost.sip.trace.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Test;
import org.waypost.sip.StatisticsGroup;

class DropCommandsTest {

    private static StatisticsGroup core(long notSip) {
        return new StatisticsGroup() {

            @Override
            public String group() {
                return "core";
            }

            @Override
            public void collect(ObjLongConsumer<String> sink) {
                sink.accept("rcv_requests", 7);
                sink.accept("drop_not_sip", notSip);
                sink.accept("drop_incomplete", 0);
            }

            @Override
            public void reset() {}
        };
    }

    private static String run(long notSip, String line) {
        DropCommands commands = new DropCommands();
        commands.groups = List.of(core(notSip));
        try (Gogo shell = new Gogo("sip", commands, "drops")) {
            return shell.run(line);
        }
    }

    @Test
    void tellsWhatWasDroppedAndWhatThatMeans() {
        assertThat(run(12, "sip:drops"))
                .isEqualTo("core:drop_not_sip = 12  the first line is that of no SIP/2.0 message\n");
        assertThat(run(0, "sip:drops")).startsWith("nothing was dropped");
    }

    @Test
    void listsAllThatCouldBe() {
        assertThat(run(12, "sip:drops -a"))
                .contains("core:drop_not_sip = 12    the first line")
                .contains("core:drop_incomplete = 0  Via")
                .doesNotContain("rcv_requests");
        assertThat(run(0, "sip:drops --all --json"))
                .startsWith("[\n{\"counter\":\"core:drop_not_sip\",\"value\":0,\"meaning\":\"the first line");
    }
}
