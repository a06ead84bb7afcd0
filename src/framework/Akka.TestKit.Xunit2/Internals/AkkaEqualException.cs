namespace Akka.TestKit.Xunit2.Internals;

using Xunit.Sdk;

/// <summary>Two values that should be equal are not.</summary>
public class AkkaEqualException : XunitException
{
    private readonly string _text;

    /// <summary>Says why, in the words of the formatted message.</summary>
    public AkkaEqualException(string format = "", params object[] args)
        : base(null) => _text = args.Length == 0 ? format : string.Format(format, args);

    /// <inheritdoc/>
    public override string Message => _text;

    /// <summary>Shows both values, and the formatted message when there is one.</summary>
    public static AkkaEqualException ForMismatchedValues(object? expected, object? actual, string format = "", params object[] args)
    {
        var why = args.Length == 0 ? format : string.Format(format, args);
        return new AkkaEqualException("{0}", $"""
            Failed: the values differ. {why}
            Expected: {Show(expected)}
            Actual:   {Show(actual)}
            """);
    }

    private static string Show(object? value) => value is null ? "null" : $"{value} ({value.GetType()})";
}
