package org.waypost.control.log;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.waypost.sip.ParameterCheck;

/** Refuses a list of log levels that cannot be read. */
@Component(property = ParameterCheck.PID + "=waypost.logging")
public final class LogCheck implements ParameterCheck {

    @Override
    public Optional<Refusal> check(Map<String, String> values) {
        try {
            LogSettings.levels(values.get("levels"));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Refusal(
                    "levels",
                    "logger=LEVEL, separated by commas, with LEVEL one of ERROR, WARN, INFO, DEBUG, TRACE, OFF,"));
        }
    }
}
