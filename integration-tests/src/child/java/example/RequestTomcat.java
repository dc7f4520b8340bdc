package example;

import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
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
}
