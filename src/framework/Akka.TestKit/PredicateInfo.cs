namespace Akka.TestKit;

/// <summary>A predicate and the type of message that it looks at.</summary>
public class PredicateInfo
{
    private readonly Func<object, bool> _test;

    internal PredicateInfo(Delegate predicateT, Type type, Func<object, bool> test)
    {
        PredicateT = predicateT;
        Type = type;
        _test = test;
    }

    /// <summary>The predicate.</summary>
    public Delegate PredicateT { get; }

    /// <summary>The type of message.</summary>
    public Type Type { get; }

    /// <summary>Wraps a predicate.</summary>
    public static PredicateInfo Create<T>(Predicate<T> predicate) => new(predicate, typeof(T), message => message is T typed && predicate(typed));

    /// <inheritdoc/>
    public override string ToString() => $"a predicate over {Type}";

    internal bool Accepts(object message) => _test(message);
}

/// <summary>Wraps predicates of messages of one type.</summary>
public static class PredicateInfoFactory
{
    /// <summary>Wraps a predicate.</summary>
    public static PredicateInfo CreatePredicateInfo<T>(Predicate<T> predicateT) => PredicateInfo.Create(predicateT);

    /// <summary>Wraps a predicate of any delegate type that takes one <typeparamref name="T"/> and answers with a bool.</summary>
    /// <exception cref="ArgumentException">The delegate is none.</exception>
    public static PredicateInfo CreatePredicateInfo<T>(Delegate predicateT)
    {
        ArgumentNullException.ThrowIfNull(predicateT);
        return PredicateInfo.Create(predicateT.Method.CreateDelegate<Predicate<T>>(predicateT.Target));
    }
}
