package org.waypost.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LaunchTest {

    @Test
    void takesConfigAndDataFromTheDistributionByDefault() {
        Launch launch = Launch.parse("--home", "/opt/waypost");

        assertThat(launch.config()).isEqualTo(Path.of("/opt/waypost/config"));
        assertThat(launch.data()).isEqualTo(Path.of("/opt/waypost/data"));
        assertThat(launch.console()).isFalse();
    }

    @Test
    void makesFoldersAbsolute() {
        Launch launch = Launch.parse("--home", "here", "--config", "a/../b", "--data", "c", "--console");

        assertThat(launch.config()).isEqualTo(Path.of("b").toAbsolutePath());
        assertThat(launch.data()).isEqualTo(Path.of("c").toAbsolutePath());
        assertThat(launch.console()).isTrue();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Launch.parse("--home", "x", "--colour"))
                .isInstanceOf(LaunchException.class)
                .hasMessage("unknown option: --colour");
        assertThatThrownBy(() -> Launch.parse("--home"))
                .isInstanceOf(LaunchException.class)
                .hasMessage("--home needs a value");
        assertThatThrownBy(Launch::parse).isInstanceOf(LaunchException.class).hasMessage("--home is missing");
    }
}
