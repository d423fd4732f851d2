package org.waypost.kemi.websocket;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.WebSocketControl;

/** {@code KSR.websocket}: ends WebSockets. Handshakes are answered before any script runs. */
@Component
public final class WebsocketModule implements ScriptModule {

    private static final int NORMAL_CLOSURE = 1000;
    private static final int NO_HANDSHAKE = 0;

    private final WebSocketControl webSockets;

    private final Map<String, Signature> functions = new Functions("websocket")
            .get(
                    "handle_handshake",
                    "Answers the HTTP request that opens a WebSocket; 0, as no script is given one here.",
                    context -> NO_HANDSHAKE)
            .get(
                    "close",
                    "Closes the WebSocket the message came on, status 1000.",
                    context -> close(NORMAL_CLOSURE, "Normal closure", number(context)))
            .add(
                    "close_reason",
                    "is",
                    "Closes the WebSocket the message came on with that status and reason.",
                    (context, arguments) ->
                            close(Arguments.number(arguments, 0), Arguments.text(arguments, 1), number(context)))
            .add(
                    "close_conid",
                    "isi",
                    "Closes the WebSocket of a connection with that status and reason.",
                    (context, arguments) -> close(
                            Arguments.number(arguments, 0),
                            Arguments.text(arguments, 1),
                            Arguments.number(arguments, 2)))
            .table();

    @Activate
    public WebsocketModule(@Reference WebSocketControl webSockets) {
        this.webSockets = webSockets;
    }

    @Override
    public String name() {
        return "websocket";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private static long number(SipContext context) {
        return context.flow().id();
    }

    private int close(long status, String reason, long connection) {
        boolean known = connection > 0 && connection <= Integer.MAX_VALUE && status >= 0 && status <= 4999;
        return Codes.of(known && webSockets.close((int) connection, (int) status, reason));
    }
}
