package example;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.persistence.Entity;
import javax.persistence.FetchType;
import javax.persistence.Id;
import javax.persistence.ManyToOne;
import javax.persistence.OneToMany;

/**
 * Jobs that load associations one by one with Hibernate, whatever version of it is on the class path: it is called by reflection. Arguments: URL,
 * user, password.
 */
public final class LazyAssociations {
  private static final int OWNERS = 8;

  /** Has pets, which are loaded when they are asked for. */
  @Entity(name = "Owner")
  public static class Owner {
    @Id
    private Long id;

    @OneToMany(mappedBy = "owner")
    private List<Pet> pets = new ArrayList<>();

    protected Owner() {}

    public List<Pet> getPets() {
      return pets;
    }
  }

  /** Has an owner, of which there is a proxy. */
  @Entity(name = "Pet")
  public static class Pet {
    @Id
    private Long id;

    private String name;

    @ManyToOne(fetch = FetchType.LAZY)
    private Owner owner;

    protected Pet() {}

    public Owner getOwner() {
      return owner;
    }

    public String getName() {
      return name;
    }
  }

  private final Object sessions;

  private LazyAssociations(Object sessions) {
    this.sessions = sessions;
  }

  public static void main(String[] arguments) throws Exception {
    LazyAssociations associations = new LazyAssociations(sessions(arguments));
    associations.fill();
    System.out.println("ready");
    System.in.read();
    ScheduledExecutorService jobs = Executors.newScheduledThreadPool(1);
    for (Callable<Integer> job : associations.jobs()) {
      System.out.println("found " + jobs.schedule(job, 1, TimeUnit.MILLISECONDS).get());
    }
    System.out.println("done");
    System.in.read();
    System.exit(0);
  }

  private static Object sessions(String[] arguments) throws Exception {
    Properties settings = new Properties();
    settings.setProperty("hibernate.connection.url", arguments[0]);
    settings.setProperty("hibernate.connection.username", arguments[1]);
    settings.setProperty("hibernate.connection.password", arguments[2]);
    settings.setProperty("hibernate.hbm2ddl.auto", "create");
    Object configuration =
        Class.forName("org.hibernate.cfg.Configuration").getConstructor().newInstance();
    call(configuration, "addProperties", Properties.class, settings);
    call(configuration, "addAnnotatedClass", Class.class, Owner.class);
    call(configuration, "addAnnotatedClass", Class.class, Pet.class);
    return call(configuration, "buildSessionFactory");
  }

  private void fill() throws Exception {
    Object session = open();
    Object transaction = call(session, "beginTransaction");
    for (int i = 1; i <= OWNERS; i++) {
      sql(session, "INSERT INTO Owner (id) VALUES (" + i + ")");
      sql(session, "INSERT INTO Pet (id, name, owner_id) VALUES (" + i + ", 'x', " + i + ")");
    }
    call(transaction, "commit");
    call(session, "close");
  }

  private static void sql(Object session, String sql) throws Exception {
    call(call(session, "createNativeQuery", String.class, sql), "executeUpdate");
  }

  private List<Callable<Integer>> jobs() {
    List<Callable<Integer>> jobs = new ArrayList<>();
    jobs.add(this::petsOfOwners);
    jobs.add(this::ownersOfPets);
    jobs.add(this::oneByOne);
    return jobs;
  }

  private int petsOfOwners() throws Exception {
    Object session = open();
    int found = 0;
    for (Object owner : list(session, "from Owner")) {
      found += ((Owner) owner).getPets().size();
    }
    call(session, "close");
    return found;
  }

  private int ownersOfPets() throws Exception {
    Object session = open();
    int found = 0;
    for (Object pet : list(session, "from Pet")) {
      found += ((Pet) pet).getOwner().getPets() == null ? 0 : 1;
    }
    call(session, "close");
    return found;
  }

  /** No association, but the application's own loop. */
  private int oneByOne() throws Exception {
    Object session = open();
    int found = 0;
    for (long id = 1; id <= OWNERS; id++) {
      found += list(session, "select p.name from Pet p where p.id > 0 and p.name = 'x'")
              .isEmpty()
          ? 0
          : 1;
    }
    call(session, "close");
    return found;
  }

  private Object open() throws Exception {
    return call(sessions, "openSession");
  }

  private static List<?> list(Object session, String query) throws Exception {
    return (List<?>) call(call(session, "createQuery", String.class, query), "list");
  }

  private static Object call(Object on, String method) throws Exception {
    return on.getClass().getMethod(method).invoke(on);
  }

  private static Object call(Object on, String method, Class<?> type, Object argument)
      throws Exception {
    return on.getClass().getMethod(method, type).invoke(on, argument);
  }
}
