package org.waypost.operations.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The parameters of the journal of REGISTERs; they can be changed while the server runs. */
@ObjectClassDefinition(
        name = "Journal",
        description = "The last REGISTERs and why they were answered as they were, for ul:why")
@interface JournalParameters {

    int LONGEST = 1_000_000;

    @AttributeDefinition(
            name = "Why",
            description = "Whether the last REGISTERs are kept for ul:why: 0 no, 1 yes",
            options = {@Option(label = "off", value = "0"), @Option(label = "on", value = "1")})
    int why() default 1;

    @AttributeDefinition(
            name = "Why size",
            description = "How many REGISTERs are kept, of all AoRs together; each takes some 400 B of memory",
            min = "1",
            max = "" + LONGEST)
    int why__size() default 10_000;
}
