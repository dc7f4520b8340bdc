package example;

import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.AsyncContext;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletException;
import javax.servlet.ServletRegistration;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** An application of javax servlets; each mapping does its own number of round trips. */
final class RequestJavaxServlets implements ServletContextListener {
  /** One servlet's work. */
  private interface Handler {
    void handle(HttpServletRequest request, HttpServletResponse response) throws Exception;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    add(context, "/exact", (request, response) -> answer(response, 1));
    add(context, "/api/*", (request, response) -> answer(response, 2));
    add(context, "/", (request, response) -> answer(response, 3));
    add(context, "*.page", (request, response) -> answer(response, 4));
    add(context, "/filtered/*", (request, response) -> answer(response, 2));
    add(context, "/forwards", (request, response) -> {
      RequestTrips.query(1);
      request.getRequestDispatcher("/api/4711").forward(request, response);
    });
    add(context, "/includes", (request, response) -> {
      RequestTrips.query(1);
      request.getRequestDispatcher("/api/4711").include(request, response);
      RequestTrips.query(1);
    });
    add(context, "/fan/*", (request, response) -> {
      RequestTrips.fanOut(request.getPathInfo());
      answer(response, 0);
    });
    add(context, "/fails", (request, response) -> {
      RequestTrips.query(1);
      throw new ServletException("as asked for");
    });
    addAsynchronous(context);
    addFilter(context);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {}

  private static void addAsynchronous(ServletContext context) {
    add(context, "/async-dispatch/*", (request, response) -> {
      if (request.getDispatcherType() == DispatcherType.ASYNC) {
        answer(response, 2);
      } else {
        RequestTrips.query(1);
        start(request.startAsync()::dispatch);
      }
    });
    add(context, "/async-elsewhere", (request, response) -> {
      RequestTrips.query(1);
      AsyncContext asynchronous = request.startAsync();
      start(() -> asynchronous.dispatch("/api/4711"));
    });
    add(context, "/async-start/*", (request, response) -> {
      RequestTrips.query(1);
      AsyncContext asynchronous = request.startAsync();
      asynchronous.start(() -> {
        RequestTrips.query(2);
        asynchronous.complete();
      });
    });
    add(context, "/async-fan/*", (request, response) -> fanOut(request));
    add(context, "/async-complete", (request, response) -> {
      RequestTrips.query(1);
      start(request.startAsync()::complete);
    });
    add(context, "/async-timeout", (request, response) -> {
      RequestTrips.query(1);
      request.startAsync().setTimeout(50);
    });
  }

  /** So many tasks of the container at once; the last one completes the request. */
  private static void fanOut(HttpServletRequest request) {
    int tasks = Integer.parseInt(request.getPathInfo().substring(1));
    AsyncContext asynchronous = request.startAsync();
    AtomicInteger running = new AtomicInteger(tasks);
    for (int i = 0; i < tasks; i++) {
      asynchronous.start(() -> {
        RequestTrips.query(1);
        if (running.decrementAndGet() == 0) {
          asynchronous.complete();
        }
      });
    }
    if (tasks == 0) {
      asynchronous.complete();
    }
  }

  private static void start(Runnable task) {
    new Thread(task).start();
  }

  private static void addFilter(ServletContext context) {
    FilterRegistration.Dynamic filter = context.addFilter("asks-first", new Filter() {
      @Override
      public void init(FilterConfig config) {}

      @Override
      public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
          throws IOException, ServletException {
        RequestTrips.query(1);
        chain.doFilter(request, response);
      }

      @Override
      public void destroy() {}
    });
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/filtered/*");
  }

  private static void answer(HttpServletResponse response, int trips) throws IOException {
    if (trips > 0) {
      RequestTrips.query(trips);
    }
    response.getWriter().print(Thread.currentThread());
  }

  private static void add(ServletContext context, String mapping, Handler handler) {
    ServletRegistration.Dynamic servlet = context.addServlet(mapping, servlet(handler));
    servlet.setAsyncSupported(true);
    servlet.addMapping(mapping);
  }

  private static HttpServlet servlet(Handler handler) {
    return new HttpServlet() {
      private static final long serialVersionUID = 1;

      @Override
      protected void doGet(HttpServletRequest request, HttpServletResponse response)
          throws ServletException, IOException {
        try {
          handler.handle(request, response);
        } catch (ServletException | IOException | RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new ServletException(e);
        }
      }
    };
  }
}
