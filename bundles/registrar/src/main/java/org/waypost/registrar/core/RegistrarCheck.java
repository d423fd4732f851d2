package org.waypost.registrar.core;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.waypost.sip.ParameterCheck;

/** Refuses what type and range cannot tell of the registrar's parameters. Is there before {@link RegistrarService} is configured. */
@Component(property = ParameterCheck.PID + "=waypost.registrar")
public final class RegistrarCheck implements ParameterCheck {

    @Override
    public Optional<Refusal> check(Map<String, String> values) {
        return Settings.isToken(values.get("received_param"))
                ? Optional.empty()
                : Optional.of(new Refusal("received_param", Settings.PARAMETER_NAME));
    }
}
