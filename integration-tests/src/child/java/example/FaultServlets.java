package example;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** The application's servlets, served for one request. */
final class FaultServlets extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient HikariDataSource pool;

  private FaultServlets(HikariDataSource pool) {
    this.pool = pool;
  }

  static String serve(HikariDataSource pool) throws Exception {
    Server server = new Server(0);
    ServletContextHandler context = new ServletContextHandler(server, "/shop");
    context.addServlet(new ServletHolder(new FaultServlets(pool)), "/items/*");
    server.start();
    try {
      int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
      HttpURLConnection connection = (HttpURLConnection)
          new URL("http://127.0.0.1:" + port + "/shop/items/7").openConnection();
      return " " + connection.getResponseCode();
    } finally {
      server.stop();
      server.join();
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      response.getWriter().print(FaultApplication.use(pool));
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }
}
