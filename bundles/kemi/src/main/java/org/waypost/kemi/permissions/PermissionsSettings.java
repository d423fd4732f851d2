package org.waypost.kemi.permissions;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.waypost.kemi.settings.AvpName;
import org.waypost.sip.ParameterReader;

/**
 * The parameters in force, checked.
 *
 * @param addressFile if there is one
 * @param tagAvp name of an AVP, or empty
 */
record PermissionsSettings(Optional<Path> addressFile, String tagAvp) {

    static final PermissionsSettings DEFAULTS = new PermissionsSettings(Optional.empty(), "");

    /** The settings that {@code parameters} give; for a value that is refused, what {@code last} has. */
    static PermissionsSettings of(
            PermissionsParameters parameters, Map<String, ?> raw, PermissionsSettings last, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("permissions", raw, refused);
        return new PermissionsSettings(
                in.parsed(
                        "address_file",
                        parameters::address__file,
                        path -> path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path)),
                        last.addressFile),
                in.parsed("peer_tag_avp", parameters::peer__tag__avp, AvpName::of, last.tagAvp));
    }
}
