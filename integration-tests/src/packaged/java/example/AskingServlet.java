package example;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Two round trips; in a dispatch one more. */
final class AskingServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean isFirst = request.getDispatcherType() == DispatcherType.REQUEST;
    Trips.query(isFirst ? 2 : 1);
    if (isFirst && request.getServletPath().equals("/async")) {
      request.startAsync().dispatch();
    } else {
      response.getWriter().print("done");
    }
  }
}
