package org.waypost.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.FormatterLogger;
import org.slf4j.LoggerFactory;

class OsgiLogServiceTest {

    private final Logger root = (Logger) LoggerFactory.getLogger("osgi");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        root.detachAppender(lines);
    }

    @Test
    void logsUnderOsgiSoThatItsLevelIsSetInOnePlace() {
        new OsgiLogService()
                .getLogger("org.example.Thing", FormatterLogger.class)
                .warn("{} of {}", 1, 2);

        assertThat(lines.list).singleElement().satisfies(event -> {
            assertThat(event.getLoggerName()).isEqualTo("osgi.org.example.Thing");
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).isEqualTo("1 of 2");
        });
    }

    @Test
    void keepsTheThrowable() {
        new OsgiLogService().getLogger("org.example.Thing").error("it broke", new IllegalStateException("why"));

        assertThat(lines.list.get(0).getThrowableProxy().getMessage()).isEqualTo("why");
    }

    @Test
    void answersWhetherALevelIsOn() {
        org.osgi.service.log.Logger logger = new OsgiLogService().getLogger("org.example.Thing");

        assertThat(logger.isInfoEnabled()).isTrue();
        assertThat(logger.isDebugEnabled()).isFalse();
        logger.debug("not this");
        assertThat(lines.list).isEmpty();
    }

    @Test
    void callsAConsumerOfALevelThatIsOn() {
        org.osgi.service.log.Logger logger = new OsgiLogService().getLogger("org.example.Thing");

        logger.info(target -> target.info("from inside"));
        logger.debug(target -> {
            throw new IllegalStateException("the level is off");
        });

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("from inside");
    }

    @Test
    @SuppressWarnings("deprecation")
    void takesTheFrameworksOwnMessages() {
        new OsgiLogService().log(org.osgi.service.log.LogService.LOG_WARNING, "old interface");

        assertThat(lines.list).extracting(ILoggingEvent::getLoggerName).containsExactly("osgi.framework");
    }
}
