namespace Akka.Remote;

/// <summary>One failure detector for each resource, made when its first heartbeat comes.</summary>
public interface IFailureDetectorRegistry<T>
{
    /// <summary>False once the resource is taken for lost; true for one that is not watched.</summary>
    bool IsAvailable(T resource);

    bool IsMonitoring(T resource);

    void Heartbeat(T resource);

    void Remove(T resource);

    /// <summary>Forgets all resources.</summary>
    void Reset();
}
