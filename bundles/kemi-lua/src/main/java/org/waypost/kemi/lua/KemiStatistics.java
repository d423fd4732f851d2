package org.waypost.kemi.lua;

import java.util.function.ObjLongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.StatisticsGroup;

/** The counters of the script engine. */
@Component
public final class KemiStatistics implements StatisticsGroup {

    private final LuaEngine engine;

    @Activate
    public KemiStatistics(@Reference LuaEngine engine) {
        this.engine = engine;
    }

    @Override
    public String group() {
        return "kemi";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        sink.accept("script_errors", engine.script().log().errors());
        sink.accept(
                "lua_states",
                engine.script().current().map(each -> each.states().size()).orElse(0));
    }

    @Override
    public boolean isGauge(String name) {
        return name.equals("lua_states");
    }

    @Override
    public void reset() {
        engine.script().log().reset();
    }
}
