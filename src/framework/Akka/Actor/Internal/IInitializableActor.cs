namespace Akka.Actor.Internal;

/// <summary>An actor that wants a call between its constructor and <c>PreStart</c>.</summary>
public interface IInitializableActor
{
    void Init();
}
