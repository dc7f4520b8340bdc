package example;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** The servlets of javax or jakarta, whichever this Tomcat has. Arguments: URL, user, password, Javax or Jakarta. */
@SuppressWarnings("deprecation") // The name that Tomcat 9 and 10.1 both have.
final class RequestTomcat {
  private RequestTomcat() {}

  public static void main(String[] arguments) throws Exception {
    RequestWork.open(arguments);
    Tomcat tomcat = new Tomcat();
    String base = Files.createTempDirectory("tomcat").toString();
    tomcat.setBaseDir(base);
    tomcat.setPort(0);
    Context context = tomcat.addContext("/shop", base);
    Wrapper servlet =
        Tomcat.addServlet(context, "requests", "example." + arguments[3] + "RequestServlet");
    servlet.setAsyncSupported(true);
    for (String pattern : RequestWork.PATTERNS) {
      context.addServletMappingDecoded(pattern, "requests");
    }
    addFilter(context, "example." + arguments[3] + "RequestFilter");
    ErrorPage error = new ErrorPage();
    error.setErrorCode(500);
    error.setLocation("/sorry");
    context.addErrorPage(error);
    context.getPipeline().addValve(new Authentication());
    tomcat.start();
    System.out.println("listening on " + tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  private static void addFilter(Context context, String className) {
    FilterDef filter = new FilterDef();
    filter.setFilterName("filter");
    filter.setFilterClass(className);
    context.addFilterDef(filter);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName("filter");
    mapping.addURLPattern("/filtered/*");
    context.addFilterMap(mapping);
  }

  /** Before all servlets and filters, with one round trip where a request asks for it; it lets those pass that do not ask for a refusal. */
  private static final class Authentication extends ValveBase {
    private Authentication() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException {
      String query = String.valueOf(request.getQueryString());
      if (query.startsWith("valve")) {
        ask();
      }
      if (query.equals("valve=refuses")) {
        response.sendError(403);
      } else {
        pass(request, response);
      }
    }

    private void ask() throws IOException {
      try {
        RequestWork.query(1);
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }

    /** ServletException is javax' or jakarta's. */
    private void pass(Request request, Response response) throws IOException {
      try {
        getNext().invoke(request, response);
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
