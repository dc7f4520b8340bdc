package example;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A service whose calls ask the database as often as their request says; on which thread, depends on the method. */
final class GrpcOrders {
  /** Few threads, shared by all calls, so that each has tasks of many of them. */
  private static final ExecutorService TASKS = Executors.newFixedThreadPool(4, task -> {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  });

  private static final Marshaller<String> TEXT = new Marshaller<String>() {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      StringBuilder text = new StringBuilder();
      try {
        for (int c = stream.read(); c >= 0; c = stream.read()) {
          text.append((char) c);
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return text.toString();
    }
  };

  private GrpcOrders() {}

  static MethodDescriptor<String, String> method(String name) {
    MethodType type = name.equals("Upload")
        ? MethodType.CLIENT_STREAMING
        : name.equals("Download")
            ? MethodType.SERVER_STREAMING
            : name.equals("Chat") || name.equals("Cancelled")
                ? MethodType.BIDI_STREAMING
                : MethodType.UNARY;
    return MethodDescriptor.newBuilder(TEXT, TEXT)
        .setType(type)
        .setFullMethodName("shop.Orders/" + name)
        .build();
  }

  static ServerServiceDefinition service() {
    return ServerServiceDefinition.builder("shop.Orders")
        .addMethod(method("Get"), ServerCalls.asyncUnaryCall(GrpcOrders::get))
        .addMethod(method("Checked"), ServerCalls.asyncUnaryCall(GrpcOrders::get))
        .addMethod(method("Refused"), ServerCalls.asyncUnaryCall(GrpcOrders::get))
        .addMethod(method("Fan"), ServerCalls.asyncUnaryCall(GrpcOrders::fan))
        .addMethod(method("Later"), ServerCalls.asyncUnaryCall(GrpcOrders::later))
        .addMethod(method("Fails"), ServerCalls.asyncUnaryCall((request, to) -> {
          query(request);
          throw new IllegalStateException("as asked for");
        }))
        .addMethod(method("Missing"), ServerCalls.asyncUnaryCall((request, to) -> {
          query(request);
          to.onError(Status.NOT_FOUND.asRuntimeException());
          answerAgain(to);
        }))
        .addMethod(method("Download"), ServerCalls.asyncServerStreamingCall(GrpcOrders::download))
        .addMethod(method("Upload"), ServerCalls.asyncClientStreamingCall(to -> each(to, false)))
        .addMethod(method("Chat"), ServerCalls.asyncBidiStreamingCall(to -> each(to, true)))
        .addMethod(method("Cancelled"), ServerCalls.asyncBidiStreamingCall(GrpcOrders::cancelled))
        .build();
  }

  /** Asks the database before a call of Checked, and refuses those of Refused. */
  static ServerInterceptor interceptor() {
    return new ServerInterceptor() {
      @Override
      public <A, B> ServerCall.Listener<A> interceptCall(
          ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
        String name = call.getMethodDescriptor().getFullMethodName();
        if (name.endsWith("/Checked") || name.endsWith("/Refused")) {
          RequestTrips.query(1);
        }
        if (name.endsWith("/Refused")) {
          throw Status.UNAUTHENTICATED.asRuntimeException();
        }
        return next.startCall(call, headers);
      }
    };
  }

  private static void query(String times) {
    int count = Integer.parseInt(times);
    if (count > 0) {
      RequestTrips.query(count);
    }
  }

  private static void get(String request, StreamObserver<String> to) {
    query(request);
    to.onNext("got");
    to.onCompleted();
  }

  private static void fan(String request, StreamObserver<String> to) {
    List<Future<?>> all = new ArrayList<>();
    for (int i = Integer.parseInt(request); i > 0; i--) {
      all.add(TASKS.submit(() -> RequestTrips.query(1)));
    }
    try {
      for (Future<?> one : all) {
        one.get();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    to.onNext("fanned out");
    to.onCompleted();
  }

  /** The handler has returned long before the call ends. */
  private static void later(String request, StreamObserver<String> to) {
    TASKS.execute(() -> {
      query(request);
      to.onNext("later");
      to.onCompleted();
    });
  }

  private static void download(String request, StreamObserver<String> to) {
    for (int i = Integer.parseInt(request); i > 0; i--) {
      RequestTrips.query(1);
      to.onNext("item");
    }
    to.onCompleted();
  }

  /** One round trip for each message of the client, and one at the end. */
  private static StreamObserver<String> each(StreamObserver<String> to, boolean answersEach) {
    return new StreamObserver<String>() {
      @Override
      public void onNext(String message) {
        RequestTrips.query(1);
        if (answersEach) {
          to.onNext("heard");
        }
      }

      @Override
      public void onError(Throwable thrown) {}

      @Override
      public void onCompleted() {
        RequestTrips.query(1);
        if (!answersEach) {
          to.onNext("heard all");
        }
        to.onCompleted();
      }
    };
  }

  /** The client has got its answer. */
  private static void answerAgain(StreamObserver<String> to) {
    try {
      to.onError(Status.INTERNAL.asRuntimeException());
    } catch (IllegalStateException refused) {
      // So says gRPC.
    }
  }

  /** One round trip for the first message, and one when the client has gone, which gets no answer any more. */
  private static StreamObserver<String> cancelled(StreamObserver<String> to) {
    ((ServerCallStreamObserver<String>) to).setOnCancelHandler(() -> {
      RequestTrips.query(1);
      to.onError(Status.INTERNAL.asRuntimeException());
    });
    return each(to, true);
  }
}
