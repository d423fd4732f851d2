package org.waypost.kemi.transcript;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import org.waypost.kemi.core.CoreModule;
import org.waypost.kemi.corex.CorexModule;
import org.waypost.kemi.hdr.HdrModule;
import org.waypost.kemi.kx.KxModule;
import org.waypost.kemi.maxfwd.MaxfwdModule;
import org.waypost.kemi.pv.PvModule;
import org.waypost.kemi.pvx.PvxModule;
import org.waypost.kemi.sanity.SanityModule;
import org.waypost.kemi.siputils.SiputilsModule;
import org.waypost.kemi.sl.SlModule;
import org.waypost.kemi.textops.TextopsModule;
import org.waypost.kemi.textopsx.TextopsxModule;
import org.waypost.kemi.x.XModule;
import org.waypost.kemi.xlog.XlogModule;
import org.waypost.pv.PseudoVariableEngine;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipTransport;

/** The modules that need nothing but sockets and pseudo-variables, put together as Declarative Services does. */
final class Modules {

    private final Map<String, ScriptModule> modules = new LinkedHashMap<>();

    Modules(SipTransport sockets) {
        PseudoVariables variables = new PseudoVariableEngine(null);
        ScriptModule[] all = {
            new CoreModule(sockets),
            new CorexModule(sockets),
            new HdrModule(),
            new KxModule(),
            new MaxfwdModule(),
            new PvModule(),
            new PvxModule(),
            new SanityModule(),
            new SiputilsModule(sockets),
            new SlModule(),
            new TextopsModule(),
            new TextopsxModule(),
            new XModule(),
            new XlogModule()
        };
        for (ScriptModule module : all) {
            bind(module, variables);
            modules.put(module.name(), module);
        }
    }

    ScriptModule of(String name) {
        return modules.get(name);
    }

    Map<String, ScriptModule> all() {
        return modules;
    }

    private static void bind(ScriptModule module, PseudoVariables variables) {
        for (Field field : module.getClass().getDeclaredFields()) {
            if (field.getType() == PseudoVariables.class) {
                try {
                    field.setAccessible(true);
                    field.set(module, variables);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
