package org.waypost.control.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComponentGuardTest {

    @Test
    void tellsTheInnermostException() {
        assertThat(ComponentGuard.cause("""
                        java.lang.reflect.InvocationTargetException
                        \tat java.base/Constructor.newInstance(Constructor.java:500)
                        Caused by: java.io.UncheckedIOException: cannot list
                        \tat org.example.Thing.<init>(Thing.java:3)
                        Caused by: java.io.IOException: no such folder
                        \t... 28 more
                        """)).isEqualTo("java.io.IOException: no such folder");
    }

    @Test
    void tellsAnExceptionThatHasNoCause() {
        assertThat(ComponentGuard.cause("java.lang.IllegalStateException: it cannot be\n\tat org.example.Thing"))
                .isEqualTo("java.lang.IllegalStateException: it cannot be");
    }
}
