package org.example.parameter;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sets a parameter from Java: the next REGISTER that names no expiry gets half an hour. */
@Component(immediate = true)
public final class SetParameter {

    @Activate
    public SetParameter(@Reference ConfigurationAdmin admin) throws IOException {
        Configuration configuration = admin.getConfiguration("waypost.registrar", "?");
        Dictionary<String, Object> values = configuration.getProperties();
        values = values == null ? new Hashtable<>() : values;
        values.put("default_expires", 1800);
        configuration.update(values);
    }
}
