package example;

import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/**
 * Resources of JAX-RS in Tomcat, by Jersey or RESTEasy, and of Jersey on the JDK's HTTP server, too. Arguments: URL, user, password, Javax or
 * Jakarta, the framework's servlet.
 */
@SuppressWarnings("deprecation") // The name that Tomcat 9 and 10.1 both have.
final class RequestJaxRs {
  private RequestJaxRs() {}

  public static void main(String[] arguments) throws Exception {
    RequestTrips.open(arguments);
    String resources = "example." + arguments[3] + "Resources";
    Tomcat tomcat = new Tomcat();
    String base = Files.createTempDirectory("tomcat").toString();
    tomcat.setBaseDir(base);
    tomcat.setPort(0);
    Context context = tomcat.addContext("/shop", base);
    Wrapper servlet = Tomcat.addServlet(context, "rest", arguments[4]);
    servlet.setAsyncSupported(true);
    servlet.addInitParameter("jersey.config.server.provider.classnames", resources);
    servlet.addInitParameter(
        "resteasy.resources", resources + ",example." + arguments[3] + "Forwards");
    servlet.addInitParameter("resteasy.servlet.mapping.prefix", "/rest");
    context.addServletMappingDecoded("/rest/*", "rest");
    tomcat.start();
    if (arguments[4].startsWith("org.glassfish.jersey")) {
      System.out.println("jdk on " + jdk(resources).getAddress().getPort());
    }
    System.out.println("listening on " + tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  private static HttpServer jdk(String resources) throws Exception {
    Class<?> configType = Class.forName("org.glassfish.jersey.server.ResourceConfig");
    Object config = configType.getConstructor(Class[].class).newInstance((Object)
        new Class<?>[] {Class.forName(resources)});
    return (HttpServer) Class.forName("org.glassfish.jersey.jdkhttp.JdkHttpServerFactory")
        .getMethod("createHttpServer", URI.class, configType)
        .invoke(null, URI.create("http://127.0.0.1:0/jdk/"), config);
  }
}
