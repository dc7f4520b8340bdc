package example;

import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

/** Asks the database before the servlet does and after it, as one that authenticates and audits. */
public final class JavaxRequestFilter implements Filter {
  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      RequestWork.query(1);
      chain.doFilter(request, response);
      RequestWork.query(1);
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }

  @Override
  public void destroy() {}
}
