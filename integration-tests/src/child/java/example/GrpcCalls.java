package example;

import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Calls of {@link GrpcOrders}, over TCP and in the process. Arguments: URL, user, password. Each line of standard input is a transport, a
 * method, a number for its request and a number of clients that call it at once; "done" follows when they have their answers.
 */
final class GrpcCalls {
  private static final Metadata.Key<String> TRACE =
      Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

  private GrpcCalls() {}

  public static void main(String[] arguments) throws Exception {
    RequestTrips.open(arguments);
    ManagedChannel tcp = tcp();
    ManagedChannel local = local(arguments.length > 3);
    System.out.println("open");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      ManagedChannel channel = words[0].equals("tcp") ? tcp : local;
      if (words[1].equals("any")) {
        crowd(channel, Integer.parseInt(words[3]));
      } else {
        System.out.println(words[1] + ": " + call(channel, words[1], words[2]));
      }
      System.out.println("done " + line);
    }
  }

  private static ManagedChannel tcp() throws Exception {
    Server server = serving(ServerBuilder.forPort(0));
    return ManagedChannelBuilder.forAddress("127.0.0.1", server.getPort())
        .usePlaintext()
        .build();
  }

  /** In the process; or over TCP to OkHttp's server, which versions for Java 8 do not have. */
  private static ManagedChannel local(boolean isOkHttp) throws Exception {
    if (isOkHttp) {
      Class<?> credentials = Class.forName("io.grpc.ServerCredentials");
      Object none =
          Class.forName("io.grpc.InsecureServerCredentials").getMethod("create").invoke(null);
      ServerBuilder<?> builder =
          (ServerBuilder<?>) Class.forName("io.grpc.okhttp.OkHttpServerBuilder")
              .getMethod("forPort", int.class, credentials)
              .invoke(null, 0, none);
      return ManagedChannelBuilder.forAddress("127.0.0.1", serving(builder).getPort())
          .usePlaintext()
          .build();
    }
    serving(InProcessServerBuilder.forName("orders"));
    return InProcessChannelBuilder.forName("orders").build();
  }

  private static Server serving(ServerBuilder<?> builder) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6, task -> {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      return thread;
    });
    return builder
        .executor(threads)
        .addService(GrpcOrders.service())
        .intercept(GrpcOrders.interceptor())
        .build()
        .start();
  }

  private static void crowd(ManagedChannel channel, int clients) throws Exception {
    String[] methods = {"Get", "Checked", "Fan", "Later", "Missing", "Download", "Upload", "Chat"};
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    CountDownLatch left = new CountDownLatch(clients);
    for (int client = 0; client < clients; client++) {
      Random random = new Random(client);
      threads.execute(() -> {
        try {
          for (int i = 0; i < 12; i++) {
            String method = methods[random.nextInt(methods.length)];
            String number = Integer.toString(random.nextInt(5));
            call(channel, method, number);
            System.out.println("called " + method + " " + number);
          }
        } catch (Exception e) {
          e.printStackTrace();
        } finally {
          left.countDown();
        }
      });
    }
    left.await();
    threads.shutdown();
  }

  private static String call(ManagedChannel to, String method, String number) throws Exception {
    try {
      switch (method) {
        case "Upload":
        case "Chat":
          return stream(to, method, Integer.parseInt(number));
        case "Cancelled":
          return cancel(to);
        case "Download":
          return download(to, number);
        default:
          return ClientCalls.blockingUnaryCall(
              ClientInterceptors.intercept(to, tracing(number)),
              GrpcOrders.method(method),
              CallOptions.DEFAULT,
              number);
      }
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode().toString();
    }
  }

  /** Each call is a part of a trace of its own number. */
  private static io.grpc.ClientInterceptor tracing(String number) {
    Metadata headers = new Metadata();
    headers.put(TRACE, "00-4711471147114711471147114711471" + number + "-4711471147114711-01");
    return new io.grpc.ClientInterceptor() {
      @Override
      public <A, B> io.grpc.ClientCall<A, B> interceptCall(
          io.grpc.MethodDescriptor<A, B> method, CallOptions options, io.grpc.Channel next) {
        return new io.grpc.ForwardingClientCall.SimpleForwardingClientCall<A, B>(
            next.newCall(method, options)) {
          @Override
          public void start(Listener<B> listener, Metadata sent) {
            sent.merge(headers);
            super.start(listener, sent);
          }
        };
      }
    };
  }

  private static String download(ManagedChannel to, String number) {
    Iterator<String> items = ClientCalls.blockingServerStreamingCall(
        to, GrpcOrders.method("Download"), CallOptions.DEFAULT, number);
    int count = 0;
    for (; items.hasNext(); items.next()) {
      count++;
    }
    return count + " items";
  }

  private static String stream(ManagedChannel to, String method, int messages) throws Exception {
    Answers answers = new Answers();
    StreamObserver<String> client = ClientCalls.asyncBidiStreamingCall(
        to.newCall(GrpcOrders.method(method), CallOptions.DEFAULT), answers);
    for (int i = 0; i < messages; i++) {
      client.onNext("message");
    }
    client.onCompleted();
    answers.end.acquire();
    return "streamed";
  }

  private static String cancel(ManagedChannel to) throws Exception {
    Answers answers = new Answers();
    StreamObserver<String> client = ClientCalls.asyncBidiStreamingCall(
        to.newCall(GrpcOrders.method("Cancelled"), CallOptions.DEFAULT), answers);
    client.onNext("message");
    answers.heard.acquire();
    client.onError(new IllegalStateException("as asked for"));
    answers.end.acquire();
    return "cancelled";
  }

  private static final class Answers implements StreamObserver<String> {
    final Semaphore heard = new Semaphore(0);
    final Semaphore end = new Semaphore(0);

    @Override
    public void onNext(String value) {
      heard.release();
    }

    @Override
    public void onError(Throwable thrown) {
      end.release();
    }

    @Override
    public void onCompleted() {
      end.release();
    }
  }
}
