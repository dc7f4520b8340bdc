package example;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.EventListener;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xnio.StreamConnection;
import org.xnio.channels.Channels;

/** Undertow's handlers, and its servlets below /shop. Arguments: URL, user, password, Javax or Jakarta. */
final class RequestUndertow {
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(8, task -> {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  });

  private RequestUndertow() {}

  public static void main(String[] arguments) throws Exception {
    RequestTrips.open(arguments);
    PathHandler paths = new PathHandler(exchange -> answer(exchange, 3));
    addHandlers(paths);
    String servlets = "example.Request" + arguments[3] + "Servlets";
    paths.addPrefixPath("/shop", servlets(servlets, application("/shop")));
    paths.addPrefixPath(
        "/pooled", servlets(servlets, application("/pooled").setExecutor(EXECUTOR)));
    Undertow server =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(paths).build();
    server.start();
    InetSocketAddress address =
        (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    System.out.println("listening on " + address.getPort());
  }

  private static void addHandlers(PathHandler paths) {
    paths.addExactPath("/exact", exchange -> answer(exchange, 1));
    paths.addPrefixPath("/api", exchange -> answer(exchange, 2));
    paths.addPrefixPath(
        "/items", Handlers.routing().get("/{id}/price", exchange -> answer(exchange, 1)));
    paths.addPrefixPath("/fan", Handlers.routing().get("/{tasks}", new BlockingHandler(exchange -> {
      RequestTrips.fanOut(exchange.getRequestPath());
      exchange.getResponseSender().send("done");
    })));
    paths.addExactPath("/blocking", new BlockingHandler(exchange -> answer(exchange, 2)));
    paths.addExactPath("/first-here", exchange -> {
      RequestTrips.query(1);
      exchange.dispatch((HttpHandler) later -> answer(later, 2));
    });
    paths.addExactPath("/task", exchange -> {
      RequestTrips.query(1);
      exchange.dispatch(() -> end(exchange, 2));
    });
    paths.addExactPath(
        "/executor", exchange -> exchange.dispatch(EXECUTOR, () -> end(exchange, 2)));
    paths.addExactPath("/foreign-thread", exchange -> {
      RequestTrips.query(1);
      exchange.dispatch(
          SameThreadExecutor.INSTANCE, () -> new Thread(exchange::endExchange).start());
    });
    paths.addExactPath("/fails", new BlockingHandler(exchange -> {
      RequestTrips.query(1);
      throw new IllegalStateException("as asked for");
    }));
    addEndings(paths);
  }

  private static void addEndings(PathHandler paths) {
    paths.addExactPath("/goes-on", new BlockingHandler(exchange -> {
      end(exchange, 1);
      RequestTrips.query(2);
    }));
    paths.addExactPath("/listens", new BlockingHandler(exchange -> {
      exchange.addExchangeCompleteListener(RequestUndertow::audit);
      answer(exchange, 1);
    }));
    paths.addExactPath("/upgrade", new BlockingHandler(exchange -> {
      RequestTrips.query(1);
      exchange.upgradeChannel(
          "echo", (connection, upgraded) -> EXECUTOR.execute(() -> echo(connection)));
    }));
  }

  private static void audit(
      HttpServerExchange exchange, ExchangeCompletionListener.NextListener next) {
    RequestTrips.query(1);
    next.proceed();
  }

  /** The connection is no longer HTTP's: what is done for it now belongs to no request. */
  private static void echo(StreamConnection connection) {
    RequestTrips.query(1);
    try {
      ByteBuffer four = ByteBuffer.allocate(4);
      while (four.hasRemaining()) {
        Channels.readBlocking(connection.getSourceChannel(), four);
      }
      four.flip();
      Channels.writeBlocking(connection.getSinkChannel(), four);
      Channels.flushBlocking(connection.getSinkChannel());
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpServerExchange exchange, int trips) {
    RequestTrips.query(trips);
    exchange.getResponseSender().send(Thread.currentThread().getName());
  }

  private static void end(HttpServerExchange exchange, int trips) {
    RequestTrips.query(trips);
    exchange.endExchange();
  }

  /** The type of the servlets' API is in no signature here. */
  private static HttpHandler servlets(String listener, DeploymentInfo application)
      throws Exception {
    Class<? extends EventListener> type = Class.forName(listener).asSubclass(EventListener.class);
    EventListener registers = type.getDeclaredConstructor().newInstance();
    application.addListener(new ListenerInfo(type, new ImmediateInstanceFactory<>(registers)));
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(application);
    manager.deploy();
    return manager.start();
  }

  private static DeploymentInfo application(String path) {
    return Servlets.deployment()
        .setClassLoader(RequestUndertow.class.getClassLoader())
        .setContextPath(path)
        .setDeploymentName(path);
  }
}
