package org.waypost.kemi.auth;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Parameters of the modules auth and auth_db. */
@ObjectClassDefinition(
        name = "auth",
        description = "Whether scripts see the modules that authenticate: KSR.auth, KSR.auth_db")
public @interface AuthParameters {

    @AttributeDefinition(
            name = "auth_modules",
            description =
                    "Whether KSR.auth and KSR.auth_db are there, as if Kamailio had loaded them; nobody can authenticate yet",
            options = {
                @Option(value = "0", label = "no: KSR.auth is nil, a script that asks for it goes on without"),
                @Option(value = "1", label = "yes: every check of credentials fails")
            })
    int auth__modules() default 0;
}
