package example;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.AsyncContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** What a request costs is said by the path that it came by. The build makes the same for jakarta from this. */
public final class JavaxRequestServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      answer(request, response);
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException, SQLException {
    String parameter = String.valueOf(request.getParameter("do"));
    String path = request.getServletPath();
    if (path.equals("/async")) {
      goOn(request, parameter);
      return;
    }
    if (path.equals("/fan")) {
      RequestWork.fanOut(Integer.parseInt(request.getPathInfo().substring(1)));
      response.getWriter().println("done");
      return;
    }
    RequestWork.query(path.equals("/api") ? 2 : 1);
    switch (parameter) {
      case "forward":
        request.getRequestDispatcher("/api/4711?do=nothing").forward(request, response);
        return;
      case "include":
        request.getRequestDispatcher("/api/4711?do=nothing").include(request, response);
        return;
      case "repeat":
        RequestWork.repeated();
        response.getWriter().println("done");
        return;
      case "error":
        response.sendError(500);
        return;
      case "error-includes":
        if (path.equals("/sorry")) {
          request.getRequestDispatcher("/api/4711?do=nothing").include(request, response);
        } else {
          response.sendError(500);
        }
        return;
      case "throw":
        throw new IllegalStateException("thrown by the application");
      default:
        response.getWriter().println("done");
    }
  }

  /** One query before and two after. */
  private static void goOn(HttpServletRequest request, String how) throws SQLException {
    RequestWork.query(1);
    AsyncContext context = request.startAsync();
    switch (how) {
      case "dispatch":
        context.dispatch("/api/4711");
        return;
      case "start":
        context.start(() -> complete(context));
        return;
      case "crowd":
        crowd(context);
        return;
      default:
        // The container knows nothing of this thread, so what it asks the database is its own.
        new Thread(context::complete).start();
    }
  }

  /** Eight tasks at once with 25 queries each; the last one completes the request. */
  private static void crowd(AsyncContext context) {
    AtomicInteger running = new AtomicInteger(8);
    for (int i = running.get(); i > 0; i--) {
      context.start(() -> {
        try {
          RequestWork.query(25);
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
        if (running.decrementAndGet() == 0) {
          context.complete();
        }
      });
    }
  }

  private static void complete(AsyncContext context) {
    try {
      RequestWork.query(2);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    context.complete();
  }
}
