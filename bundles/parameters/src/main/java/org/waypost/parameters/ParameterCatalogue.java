package org.waypost.parameters;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The parameters of all bundles. A module is named as operators type it: {@code registrar} holds the parameters of the PIDs
 * {@code waypost.registrar}, {@code waypost.registrar.path} and so on, as Kamailio's module has them all.
 */
@ProviderType
public interface ParameterCatalogue {

    /** The modules there are, in alphabetical order. */
    List<String> modules();

    /**
     * The parameters of a module, by PID and key.
     *
     * @throws ParameterException if there is no such module, naming those there are
     */
    List<Parameter> parameters(String module);

    /**
     * The parameter of that name.
     *
     * @throws ParameterException if there is none, naming those that are spelled much the same
     */
    Parameter parameter(String module, String key);

    /** The value in force: the one that was set last and was not refused, else the default. */
    String value(Parameter parameter);

    /**
     * Sets a parameter now and for good: when this returns, its component has it and the {@code .cfg} file of its PID names it.
     *
     * @throws ParameterException if the value is refused or cannot be kept
     */
    void set(String module, String key, String value);
}
