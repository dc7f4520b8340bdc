package example;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;

/** A resource of RESTEasy that has another one answer; the build makes the same of jakarta. */
@Path("forwards/{id}")
public final class JavaxForwards {
  @GET
  public void forward(@PathParam("id") String id) throws Exception {
    RequestTrips.query(1);
    HttpServletRequest request = own(HttpServletRequest.class);
    HttpServletResponse response = own(HttpServletResponse.class);
    request.getRequestDispatcher("/rest/orders/" + id).forward(request, response);
    RequestTrips.query(1);
  }

  /** The container's own object: what RESTEasy injects is a proxy, which knows of nothing after the forward. */
  private static <T> T own(Class<T> type) throws Exception {
    return type.cast(Class.forName("org.jboss.resteasy.core.ResteasyContext")
        .getMethod("getContextData", Class.class)
        .invoke(null, type));
  }
}
