namespace Akka.TestKit;

/// <summary>A filter in force; disposing of it ends it too.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>Ends the filter.</summary>
    void Unmute();
}
