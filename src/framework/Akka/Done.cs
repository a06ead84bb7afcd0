namespace Akka;

/// <summary>The value of an operation that ended well and has nothing else to say.</summary>
public sealed class Done
{
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
