package org.waypost.control.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTest {

    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[39m";

    @Test
    void saysThatACommandDoesNotTakeItsArguments() {
        String said = "trace does not take these arguments; 'help' with its whole name tells what it takes";
        String coerce = "Cannot coerce trace(Token, Token) to any of [(boolean), (String, String[])]";

        assertThat(Failure.text(new IllegalArgumentException(coerce))).isEqualTo(said);
        assertThat(Failure.line(RED + "java.lang.IllegalArgumentException: " + coerce + PLAIN))
                .isEqualTo(RED + said + PLAIN);
    }

    @Test
    void saysThatThereIsNoSuchCommand() {
        assertThat(Failure.line(RED
                        + "org.apache.felix.gogo.runtime.CommandNotFoundException: Command not found: no:such" + PLAIN))
                .isEqualTo(RED + "there is no command 'no:such'; 'help' lists those there are" + PLAIN);
    }

    @Test
    void saysNothingOfACommandThatWasInterrupted() {
        assertThat(Failure.line(RED + "java.lang.InterruptedException: sleep interrupted" + PLAIN))
                .isEqualTo(RED + PLAIN);
    }

    @Test
    void leavesTheRestAsItIs() {
        assertThat(Failure.text(new IllegalStateException("it cannot be"))).isEqualTo("it cannot be");
        assertThat(Failure.text(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
        assertThat(Failure.line("Cannot coerce")).isEqualTo("Cannot coerce");
    }
}
