package example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Resources that {@link Orders} locates. */
public class Shop {
  @Path("/shelves/{shelf}")
  public Shelf shelf(@RestPath String shelf) {
    return new Shelf();
  }

  /** A client may go on like this for as long as it likes. */
  @Path("/of/{owner}")
  public Shop ofOwner(@RestPath String owner) {
    return new Shop();
  }

  @GET
  @Path("/{trips: \\d+}")
  public String some(@RestPath int trips) {
    return Trips.query(trips);
  }

  public static class Shelf {
    @GET
    public String all() {
      return Trips.query(1);
    }

    @GET
    @Path("/{trips}")
    public String some(@RestPath int trips) {
      return Trips.query(trips);
    }
  }
}
