namespace Akka.Remote.Serialization;

using System.Runtime.ExceptionServices;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Util;

/// <summary>
/// Exceptions on the wire: type, message, stack trace, cause. Only exceptions of the core library and of Akka are made again, by a
/// constructor that takes a message: no peer may choose which code of an application runs, or which assembly is loaded. Whatever else it
/// names comes out as a plain exception that says so.
/// </summary>
internal static class ExceptionPayloads
{
    /// <summary>A chain of causes is cut here: a peer must not be able to recurse us to death.</summary>
    private const int DeepestCause = 32;

    private const int LongestName = 1024;

    public static ExceptionData? Wrap(Exception? exception) => Wrap(exception, 0);

    public static Exception? Unwrap(ExceptionData? data) => Unwrap(data, 0);

    private static ExceptionData? Wrap(Exception? exception, int depth)
    {
        if (exception is null || depth > DeepestCause)
        {
            return null;
        }

        return new ExceptionData
        {
            TypeName = exception.GetType().TypeQualifiedName(),
            Message = exception.Message,
            StackTrace = exception.StackTrace ?? "",
            Source = exception.Source ?? "",
            InnerException = Wrap(exception.InnerException, depth + 1),
        };
    }

    private static Exception? Unwrap(ExceptionData? data, int depth)
    {
        if (data is null || depth > DeepestCause)
        {
            return null;
        }

        var cause = Unwrap(data.InnerException, depth + 1);
        var exception = Make(data, cause) ?? new InvalidOperationException($"{data.TypeName}: {data.Message}", cause);
        exception.Source = data.Source;
        return data.StackTrace.Length > 0 ? ExceptionDispatchInfo.SetRemoteStackTrace(exception, data.StackTrace) : exception;
    }

    private static Exception? Make(ExceptionData data, Exception? cause)
    {
        try
        {
            var type = Find(data.TypeName);
            if (type is null || type.IsAbstract || !typeof(Exception).IsAssignableFrom(type))
            {
                return null;
            }

            if (type.GetConstructor([typeof(string), typeof(Exception)]) is { } full)
            {
                return (Exception)full.Invoke([data.Message, cause]);
            }

            return type.GetConstructor([typeof(string)]) is { } simple ? (Exception)simple.Invoke([data.Message]) : null;
        }
        catch (Exception)
        {
            // A constructor that refuses: the plain exception tells as much.
            return null;
        }
    }

    /// <summary>Looks only into assemblies that are at hand: the core library, whatever it is called there, and the toolkit's own.</summary>
    private static Type? Find(string name)
    {
        var parts = name.Split(',', 3);
        if (parts.Length < 2 || name.Length > LongestName || name.Contains('['))
        {
            return null;
        }

        return parts[1].Trim() switch
        {
            "System.Private.CoreLib" or "mscorlib" or "System.Runtime" => typeof(object).Assembly.GetType(parts[0].Trim()),
            "Akka" => typeof(Akka.Actor.AkkaException).Assembly.GetType(parts[0].Trim()),
            "Akka.Remote" => typeof(ExceptionPayloads).Assembly.GetType(parts[0].Trim()),
            _ => null,
        };
    }
}
