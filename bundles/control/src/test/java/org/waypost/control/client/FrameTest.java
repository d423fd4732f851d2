package org.waypost.control.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameTest {

    @Test
    void arrivesAsItWasSent() throws IOException {
        byte[] bytes = bytes(Frame.of(Frame.EXEC, "ul:dump ü"), Frame.of(Frame.STOP, ""));

        try (var channel = Channels.newChannel(new ByteArrayInputStream(bytes))) {
            Frame first = Frame.readFrom(channel).orElseThrow();
            assertThat(first.type()).isEqualTo(Frame.EXEC);
            assertThat(first.text()).isEqualTo("ul:dump ü");
            assertThat(Frame.readFrom(channel).orElseThrow().type()).isEqualTo(Frame.STOP);
            assertThat(Frame.readFrom(channel)).isEmpty();
        }
    }

    @Test
    void refusesAFrameThatIsCutShort() throws IOException {
        byte[] bytes = bytes(Frame.of(Frame.EXEC, "ul:dump"));

        for (int length = 1; length < bytes.length; length++) {
            var channel = Channels.newChannel(new ByteArrayInputStream(Arrays.copyOf(bytes, length)));
            assertThatThrownBy(() -> Frame.readFrom(channel)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void refusesALengthBeyondTheLimitBeforeItTakesTheMemory() {
        byte[] bytes = {Frame.EXEC, 0x7f, -1, -1, -1};

        assertThatThrownBy(() -> Frame.readFrom(Channels.newChannel(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2147483647");
    }

    private static byte[] bytes(Frame... frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            frame.writeTo(Channels.newChannel(out));
        }
        return out.toByteArray();
    }
}
