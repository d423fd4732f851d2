package org.waypost.management.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests of JSON-RPC 2.0, one or a list of them. A single one without an id is answered without one, as by Kamailio; in a
 * list, which Kamailio does not know, it is a notification and gets no answer.
 */
@Component(service = RpcService.class)
public final class RpcService {

    private static final Logger LOG = LoggerFactory.getLogger(RpcService.class);
    private static final int MOST_OF_A_LIST = 1000;
    private static final long SECOND = 1_000_000_000L;

    private final MethodTable methods;
    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

    @Activate
    public RpcService(@Reference MethodTable methods) {
        this.methods = methods;
    }

    /** What came of a request. */
    private record Answer(RequestId id, Object resultOrFault) {}

    /**
     * Answers what a client has sent.
     *
     * @param sent as it was read from JSON
     * @param author who asks
     */
    void answer(Object sent, String author, ReplyStream reply) throws IOException {
        if (!(sent instanceof List<?> list)) {
            answerOne(sent, author, reply);
        } else if (list.isEmpty() || list.size() > MOST_OF_A_LIST) {
            refuse(RpcFault.invalid("a list is of 1 to " + MOST_OF_A_LIST + " requests"), reply);
        } else {
            answerAll(list, author, reply);
        }
    }

    /** Answers that what was sent is no request. */
    void refuse(RpcFault fault, ReplyStream reply) throws IOException {
        send(new Answer(RequestId.NULL, fault), reply);
    }

    private void answerOne(Object sent, String author, ReplyStream reply) throws IOException {
        Answer answer = answer(sent, author);
        try {
            send(answer, reply);
        } catch (RpcFault late) {
            if (reply.hasBegun()) {
                throw new IOException("an answer ends early", late);
            }
            reply.restart();
            send(new Answer(answer.id(), late), reply);
        }
    }

    private static void send(Answer answer, ReplyStream reply) throws IOException {
        if (answer.resultOrFault() instanceof RpcFault fault) {
            reply.status(fault.httpStatus());
        }
        try (JsonGenerator json = JsonWriter.to(reply)) {
            write(json, answer);
            json.writeRaw('\n');
        }
    }

    private void answerAll(List<?> requests, String author, ReplyStream reply) throws IOException {
        boolean isEmpty = true;
        try (JsonGenerator json = JsonWriter.to(reply)) {
            for (Object request : requests) {
                Answer answer = answer(request, author);
                if (answer.id().isPresent()) {
                    if (isEmpty) {
                        json.writeStartArray();
                    }
                    isEmpty = false;
                    write(json, answer);
                }
            }
            if (isEmpty) {
                reply.status(204);
            } else {
                json.writeEndArray();
                json.writeRaw('\n');
            }
        } catch (RpcFault late) {
            throw new IOException("an answer ends early", late);
        }
    }

    private static void write(JsonGenerator json, Answer answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("jsonrpc", "2.0");
        if (answer.resultOrFault() instanceof RpcFault fault) {
            json.writeObjectFieldStart("error");
            json.writeNumberField("code", fault.code());
            json.writeStringField("message", fault.getMessage());
            if (fault.details().isPresent()) {
                json.writeStringField("data", fault.details().get());
            }
            json.writeEndObject();
        } else {
            json.writeFieldName("result");
            JsonWriter.write(json, answer.resultOrFault());
        }
        if (answer.id().isPresent()) {
            json.writeFieldName("id");
            JsonWriter.write(json, answer.id().value());
        }
        json.writeEndObject();
    }

    private Answer answer(Object sent, String author) {
        RequestId id = RequestId.NULL;
        try {
            if (!(sent instanceof Map<?, ?> request)) {
                throw RpcFault.invalid("a request is an object");
            }
            id = RequestId.of(request);
            return new Answer(id, call(request, author));
        } catch (RpcFault fault) {
            boolean isInvalid = fault.isInvalidRequest() && !id.isPresent();
            return new Answer(isInvalid ? RequestId.NULL : id, fault);
        } catch (RuntimeException | LinkageError e) {
            report(e);
            return new Answer(id, RpcFault.internal(e.toString()));
        }
    }

    private Object call(Map<?, ?> request, String author) {
        if (!"2.0".equals(request.get("jsonrpc"))) {
            throw RpcFault.invalid("jsonrpc is \"2.0\"");
        }
        if (!(request.get("method") instanceof String name)) {
            throw RpcFault.invalid("method is a string");
        }
        RpcMethod method = methods.find(name).orElseThrow(() -> RpcFault.of(500, "Method Not Found"));
        return method.call().run(Arguments.of(request.get("params"), method.arguments()), author);
    }

    // At most one line a second.
    private void report(Throwable failure) {
        long now = System.nanoTime();
        long due = nextLine.get();
        if (now - due >= 0 && nextLine.compareAndSet(due, now + SECOND)) {
            LOG.warn("A JSON-RPC method failed: {}", failure.toString());
            LOG.debug("Where it failed", failure);
        }
    }
}
