package example;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** {@code /orders/4711?trips=3} costs so many round trips; with {@code &async} on another thread. */
public final class OrdersServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (request.getParameter("async") == null) {
      answer(request, response);
      return;
    }
    AsyncContext async = request.startAsync();
    async.start(() -> {
      try {
        answer((HttpServletRequest) async.getRequest(), (HttpServletResponse) async.getResponse());
      } catch (ServletException | IOException e) {
        throw new IllegalStateException(e);
      } finally {
        async.complete();
      }
    });
  }

  private void answer(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String trips = request.getParameter("trips");
    try {
      int sum = sum(trips == null ? 1 : Integer.parseInt(trips));
      response.setContentType("text/plain");
      response.getWriter().println("order " + request.getPathInfo() + " " + sum);
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }

  private int sum(int times) throws SQLException {
    int sum = 0;
    try (Connection connection = Database.of(getServletContext()).getConnection();
        PreparedStatement statement = connection.prepareStatement("SELECT ?")) {
      for (int i = 0; i < times; i++) {
        statement.setInt(1, i);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          sum += row.getInt(1);
        }
      }
    }
    return sum;
  }
}
