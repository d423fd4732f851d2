package org.waypost.control.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.lang.annotation.Annotation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogLevelsTest {

    private final LogLevels levels = new LogLevels();
    private final Level before = logger(org.slf4j.Logger.ROOT_LOGGER_NAME).getLevel();

    @AfterEach
    void restore() {
        levels.restore();
    }

    @Test
    void setsTheLevelOfAllAndOfSome() {
        levels.configure(parameters("WARN", "org.example.a=DEBUG, org.example.b = OFF"));

        assertThat(logger("org.example").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(logger("org.example.a.Thing").isDebugEnabled()).isTrue();
        assertThat(logger("org.example.b").isErrorEnabled()).isFalse();
    }

    @Test
    void takesBackTheExceptionsThatAreNoLongerThere() {
        levels.configure(parameters("INFO", "org.example.a=DEBUG"));
        levels.configure(parameters("INFO", ""));

        assertThat(logger("org.example.a").isDebugEnabled()).isFalse();
    }

    @Test
    void keepsTheLevelsIfOneIsWrong() {
        levels.configure(parameters("INFO", "org.example.a=DEBUG"));
        levels.configure(parameters("WARN", "org.example.a=LOUD"));

        assertThat(logger("org.example.a").isDebugEnabled()).isTrue();
        assertThat(logger("org.example").getEffectiveLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void leavesTheLevelsAsTheyWereBefore() {
        levels.configure(parameters("ERROR", ""));
        levels.restore();

        assertThat(logger(org.slf4j.Logger.ROOT_LOGGER_NAME).getLevel()).isEqualTo(before);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private static LogParameters parameters(String level, String levels) {
        return new LogParameters() {
            @Override
            public String level() {
                return level;
            }

            @Override
            public String levels() {
                return levels;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return LogParameters.class;
            }
        };
    }
}
