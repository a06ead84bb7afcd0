namespace Akka.TestKit;

/// <summary>Marks a TestKit whose test actor is not the implicit sender of what the test tells.</summary>
public interface INoImplicitSender;
