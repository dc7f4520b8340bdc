package io.tripmeter.sample;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts an endpoint's answer, or its failure, on the wire as JSON. */
@SuppressWarnings("serial") // servlets are never serialised
final class ApiServlet extends HttpServlet {
  private static final Logger log = LoggerFactory.getLogger(ApiServlet.class);

  private final Endpoint endpoint;

  ApiServlet(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer answer = answer(request, response);
    response.setStatus(answer.status());
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(Json.text(answer.body()));
  }

  private Answer answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      return endpoint.answer(new Call(request));
    } catch (HttpError e) {
      e.headers().forEach(response::setHeader);
      return Answer.error(e.status(), e.getMessage());
    } catch (SQLException e) {
      if (isAboutAValue(e)) {
        return Answer.error(HttpServletResponse.SC_BAD_REQUEST, "the database refused a value");
      }
      return failed(request, e);
    } catch (RuntimeException e) {
      return failed(request, e);
    }
  }

  /** SQLSTATE class 22, data exception: the input fits no column, such as text with a zero byte. */
  private static boolean isAboutAValue(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("22");
  }

  private static Answer failed(HttpServletRequest request, Exception e) {
    log.error("{} {} failed", request.getMethod(), request.getServletPath(), e);
    // The message is not sent to the client: it may contain table names and values.
    return Answer.error(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "the request failed");
  }
}
