package org.waypost.usrloc.jdbc;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/** The parameters of the bundle usrloc that the database's rows depend on. Its service changes whenever they do. */
@Component(service = SharedParameters.class, configurationPid = "waypost.usrloc")
public final class SharedParameters {

    private static final String FIRST_TABLE = "location";

    /** Which they are, with their defaults. The bundle usrloc describes, checks and refuses them. */
    public @interface Parameters {
        int use__domain() default 0;

        int nat__bflag() default -1;

        int server__id() default 0;

        String xavp__contact() default "";

        String preload() default "";
    }

    /**
     * The parameters in force.
     *
     * @param useDomain an AoR is user@host
     * @param natMask a mask, or 0
     * @param serverId 0 and up
     * @param attributes an XAVP is stored with each contact
     * @param tables names of those that are there from the start
     */
    record Values(boolean useDomain, int natMask, int serverId, boolean attributes, Set<String> tables) {}

    private volatile Values values = new Values(false, 0, 0, false, Set.of(FIRST_TABLE));

    @Activate
    @Modified
    void configure(Parameters parameters) {
        try {
            int flag = parameters.nat__bflag();
            values = new Values(
                    parameters.use__domain() == 1,
                    flag < 0 || flag > 31 ? 0 : 1 << flag,
                    Math.max(0, parameters.server__id()),
                    !parameters.xavp__contact().isBlank(),
                    tables(parameters.preload()));
        } catch (RuntimeException notANumber) {
            // usrloc says so and keeps to what was in force, and so does this
        }
    }

    private static Set<String> tables(String preload) {
        return Stream.concat(
                        Stream.of(FIRST_TABLE),
                        Arrays.stream(preload.split(",")).map(String::strip))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    Values values() {
        return values;
    }
}
